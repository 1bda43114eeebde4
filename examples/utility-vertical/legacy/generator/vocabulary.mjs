// What scripts/make-legacy-data.mjs draws from: names, streets, places, prices, codes. A changed order changes every row.

const list = (text) => text.trim().split(/\s*\|\s*/);
export const PT_WOMEN =
  list(`Ana | Beatriz | Carla | Catarina | Célia | Daniela | Diana | Elisa | Fátima | Filipa | Francisca | Graça | Helena | Inês
  | Isabel | Joana | Júlia | Leonor | Lúcia | Luísa | Mafalda | Margarida | Maria | Mariana | Marta | Matilde | Mónica | Patrícia | Paula
  | Raquel | Rita | Rosa | Sandra | Sara | Sofia | Susana | Teresa | Vera`);
export const PT_MEN =
  list(`Afonso | Alberto | André | António | Artur | Bruno | Carlos | Daniel | David | Diogo | Duarte | Eduardo | Fernando | Filipe
  | Francisco | Gonçalo | Henrique | Hugo | João | Jorge | José | Luís | Manuel | Marco | Mário | Miguel | Nuno | Paulo | Pedro | Rafael
  | Ricardo | Rui | Sérgio | Tiago | Tomás | Vasco | Vítor`);
export const PT_LAST =
  list(`Silva | Santos | Ferreira | Pereira | Oliveira | Costa | Rodrigues | Martins | Jesus | Sousa | Fernandes | Gonçalves | Gomes
  | Lopes | Marques | Alves | Almeida | Ribeiro | Pinto | Carvalho | Teixeira | Moreira | Correia | Mendes | Nunes | Soares | Vieira
  | Monteiro | Cardoso | Rocha | Raposo | Neves | Coelho | Cruz | Cunha | Pires | Ramos | Reis | Simões | Antunes | Matos | Fonseca
  | Morais | Araújo | Barbosa | Azevedo | Machado | Tavares | Magalhães | Figueiredo | Brito | Leite | Nogueira | Faria | Queirós | Sá
  | Vaz Pinto | Castro e Melo | Guimarães | Bettencourt`);
export const EN_WOMEN = list('Emma | Olivia | Charlotte | Grace | Lucy | Alice | Hannah | Sarah | Margaret | Fiona');
export const EN_MEN = list('James | Oliver | William | George | Thomas | Peter | Andrew | Stephen | Graham | Edward');
export const EN_LAST = list(
  "Smith | Jones | Taylor | Brown | Williams | Wilson | Evans | Walker | Wright | Robinson | O'Brien | Hughes | Green | Clarke | D'Arcy",
);
export const NL_WOMEN = list('Sanne | Lotte | Anouk | Femke | Marieke | Ingrid | Saskia | Willemijn');
export const NL_MEN = list('Jan | Pieter | Kees | Willem | Joost | Maarten | Bas | Sjoerd');
export const NL_LAST = list(
  "de Vries | van den Berg | Bakker | Jansen | Visser | van Dijk | Smit | Mulder | de Boer | 't Hart | Hendriks | Kuipers",
);
export const TRADES = list(
  `Padaria | Café | Restaurante | Farmácia | Talho | Oficina | Papelaria | Clínica Dentária | Hotel | Mercearia | Ginásio | Sapataria`,
);
export const TRADE_NAMES =
  list(`Central | Estrela do Norte | São João | Atlântico | Boavista | Nova Era | do Mercado | Ribeirinha | Flor do Minho | Santa Luzia
  | Douro | Avenida | Moderna | Sol Nascente | da Praça`);
export const FORMS = list('Lda. | Unipessoal Lda. | S.A.');
export const STREETS =
  list(`Rua das Flores | Rua de Santa Catarina | Rua do Almada | Avenida da Boavista | Rua de Cedofeita | Avenida da Liberdade
  | Rua Augusta | Rua 25 de Abril | Avenida da República | Rua do Comércio | Rua da Alegria | Rua Nova | Travessa do Carmo | Largo da Sé
  | Rua Luís de Camões | Rua Dr. António José de Almeida | Avenida 5 de Outubro | Rua Almeida Garrett | Rua da Fonte | Rua da Igreja
  | Rua D. Afonso Henriques | Praceta das Amendoeiras | Rua Alexandre Herculano | Rua Eça de Queirós | Rua do Moinho | Rua dos Bombeiros Voluntários
  | Avenida Sá Carneiro | Rua Fernando Pessoa | Rua da Escola | Beco do Forno | Rua de São Pedro | Calçada do Monte | Rua Miguel Torga
  | Urbanização Quinta da Vinha | Rua Gago Coutinho`);
/** City, its four-digit postal areas, its landline area code, its share of the customers. */
export const CITIES = [
  ['Porto', [4000, 4050, 4100, 4150, 4200, 4250, 4300, 4350], '22', 26],
  ['Vila Nova de Gaia', [4400, 4405, 4430], '22', 10],
  ['Matosinhos', [4450, 4460], '22', 7],
  ['Maia', [4470], '22', 5],
  ['Gondomar', [4420], '22', 4],
  ['Póvoa de Varzim', [4490], '252', 3],
  ['Braga', [4700, 4710, 4715], '253', 8],
  ['Guimarães', [4800, 4810], '253', 5],
  ['Viana do Castelo', [4900], '258', 3],
  ['Vila Real', [5000], '259', 2],
  ['Aveiro', [3800, 3810], '234', 5],
  ['Coimbra', [3000, 3030], '239', 5],
  ['Leiria', [2400, 2410], '244', 3],
  ['Lisboa', [1000, 1050, 1100, 1150, 1170, 1200, 1250, 1300, 1500], '21', 8],
  ['Setúbal', [2900, 2910], '265', 3],
  ['Faro', [8000, 8005], '289', 3],
];
/** Unit price and monthly standing charge in cents; yearly use low and high (kWh, kWh, m³); the reading's digits. */
export const PRODUCTS = {
  E: { unit: 17.2, fixed: 640, low: 1400, high: 5200, mark: '1' },
  G: { unit: 8.9, fixed: 310, low: 900, high: 6500, mark: '2' },
  W: { unit: 168, fixed: 420, low: 45, high: 190, mark: '3' },
};
/** CD_SRT, CD, then the description in English, Portuguese and Dutch. */
export const CODES =
  list(`AANHEF;DHR;Mr;Sr.;Dhr. | AANHEF;MVR;Ms;Sra.;Mevr. | AANHEF;DR;Dr;Dr.;Dr. | AANHEF;DRA;Dr;Dra.;Dr.
  | AANHEF;FRM;Company;Empresa;Firma | TAAL;PT;Portuguese;Português;Portugees | TAAL;EN;English;Inglês;Engels | TAAL;NL;Dutch;Neerlandês;Nederlands
  | KLTSRT;P;Private;Particular;Particulier | KLTSRT;Z;Business;Empresarial;Zakelijk | JANEE;J;Yes;Sim;Ja | JANEE;N;No;Não;Nee
  | PRODUCT;E;Electricity;Eletricidade;Elektriciteit | PRODUCT;G;Gas;Gás;Gas | PRODUCT;W;Water;Água;Water
  | AANSLST;A;Active;Ativa;Actief | AANSLST;V;Requested;Pedida;Aangevraagd | AANSLST;O;Cut off;Interrompida;Onderbroken
  | AANSLST;B;Ended;Terminada;Beëindigd | MTRSRT;AN;Analogue;Analógico;Analoog | MTRSRT;DG;Digital;Digital;Digitaal | MTRSRT;SL;Smart;Inteligente;Slim
  | FKTST;OP;Open;Em aberto;Open | FKTST;BT;Paid;Paga;Betaald | FKTST;HR;Reminded;Com aviso de pagamento;Herinnerd`);

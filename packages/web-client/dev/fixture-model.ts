/** Development fixture: class descriptions, shortened from the utility example. */
import type { ClassInfo } from '@caruso/app-builder/contract';

type Attribute = ClassInfo['attributes'][number];
type Codes = NonNullable<Attribute['codes']>;

function attribute(
  name: string,
  type: Attribute['type'],
  en: string,
  pt: string,
  more: Partial<Attribute> = {},
): Attribute {
  return { name, type, label: { en, pt }, required: false, derived: false, ...more };
}
function codes(...entries: readonly (readonly [string, string, string])[]): { codes: Codes } {
  return { codes: entries.map(([value, en, pt]) => ({ value, label: { en, pt } })) };
}
function relation(name: string, target: string): ClassInfo['relations'][number] {
  return { name, class: target, to: 'many', label: { en: name, pt: name } };
}
const eur = { currency: 'EUR' };

export const classes: readonly ClassInfo[] = [
  {
    name: 'Customer',
    label: { en: 'Customer', pt: 'Cliente' },
    labels: { en: 'Customers', pt: 'Clientes' },
    store: 'billing',
    key: ['number'],
    title: '{firstName} {lastName}',
    search: ['number'],
    readOnly: true,
    attributes: [
      attribute('number', 'integer', 'Customer number', 'Número de cliente'),
      attribute('salutation', 'code', 'Salutation', 'Tratamento', codes(['MVR', 'Ms', 'Sra.'], ['DHR', 'Mr', 'Sr.'])),
      attribute('firstName', 'text', 'First name', 'Nome próprio'),
      attribute('lastName', 'text', 'Last name', 'Apelido'),
      attribute('birthDate', 'date', 'Date of birth', 'Data de nascimento'),
      attribute(
        'language',
        'code',
        'Language',
        'Idioma',
        codes(['PT', 'Portuguese', 'Português'], ['EN', 'English', 'Inglês']),
      ),
      attribute('phone', 'phone', 'Phone', 'Telefone'),
      attribute('email', 'email', 'E-mail', 'E-mail'),
      attribute('address', 'text', 'Address', 'Morada', { derived: true }),
      attribute(
        'kind',
        'code',
        'Kind of customer',
        'Tipo de cliente',
        codes(['P', 'Private', 'Particular'], ['Z', 'Business', 'Empresarial']),
      ),
      attribute('blocked', 'boolean', 'Blocked', 'Bloqueado'),
    ],
    relations: [
      relation('connections', 'Connection'),
      relation('meters', 'Meter'),
      relation('invoices', 'Invoice'),
      relation('moves', 'Move'),
      relation('meterReadings', 'MeterReading'),
      relation('contacts', 'Contact'),
    ],
  },
  {
    name: 'Connection',
    label: { en: 'Connection', pt: 'Ligação' },
    labels: { en: 'Connections', pt: 'Ligações' },
    store: 'billing',
    key: ['customerNumber', 'sequence'],
    title: '',
    search: [],
    readOnly: true,
    relations: [],
    attributes: [
      attribute(
        'product',
        'code',
        'Product',
        'Produto',
        codes(['E', 'Electricity', 'Eletricidade'], ['W', 'Water', 'Água']),
      ),
      attribute('street', 'text', 'Street', 'Rua'),
      attribute('houseNumber', 'text', 'House number', 'Número da porta'),
      attribute('city', 'text', 'City', 'Localidade'),
      attribute('ean', 'text', 'EAN code', 'Código EAN'),
      attribute('since', 'date', 'Since', 'Desde'),
      attribute('state', 'code', 'State', 'Estado', codes(['A', 'Active', 'Ativa'], ['B', 'Ended', 'Terminada'])),
    ],
  },
  {
    name: 'Invoice',
    label: { en: 'Invoice', pt: 'Fatura' },
    labels: { en: 'Invoices', pt: 'Faturas' },
    store: 'billing',
    key: ['year', 'sequence'],
    title: '',
    search: [],
    readOnly: true,
    relations: [],
    attributes: [
      attribute('sequence', 'integer', 'Invoice number', 'Número da fatura'),
      attribute('date', 'date', 'Date', 'Data'),
      attribute('dueDate', 'date', 'Due', 'Vencimento'),
      attribute('amount', 'money', 'Amount', 'Valor', eur),
      attribute('open', 'money', 'Open amount', 'Valor em aberto', eur),
      attribute('state', 'code', 'State', 'Estado', codes(['OP', 'Open', 'Em aberto'], ['BT', 'Paid', 'Paga'])),
    ],
  },
  {
    name: 'Meter',
    label: { en: 'Meter', pt: 'Contador' },
    labels: { en: 'Meters', pt: 'Contadores' },
    store: 'billing',
    key: ['number'],
    title: '',
    search: [],
    readOnly: true,
    relations: [],
    attributes: [
      attribute('number', 'text', 'Meter number', 'Número do contador'),
      attribute(
        'kind',
        'code',
        'Kind of meter',
        'Tipo de contador',
        codes(['SL', 'Smart', 'Inteligente'], ['AN', 'Analogue', 'Analógico']),
      ),
      attribute('lastReading', 'decimal', 'Last reading', 'Última leitura'),
      attribute('lastReadingDate', 'date', 'Read on', 'Lido em'),
      attribute('expectedYearlyUse', 'integer', 'Expected use per year', 'Consumo anual previsto'),
    ],
  },
  {
    name: 'Move',
    label: { en: 'Move', pt: 'Mudança de casa' },
    labels: { en: 'Moves', pt: 'Mudanças' },
    store: 'own',
    key: ['id'],
    title: '',
    search: [],
    readOnly: false,
    relations: [],
    attributes: [
      attribute('moveDate', 'date', 'Moving date', 'Data da mudança'),
      attribute('newStreet', 'text', 'New street', 'Nova rua'),
      attribute('newHouseNumber', 'text', 'New house number', 'Novo número da porta'),
      attribute('newCity', 'text', 'New city', 'Nova localidade'),
      attribute(
        'contract',
        'code',
        'Contract',
        'Contrato',
        codes(['keep', 'Keep all products', 'Manter todos os produtos']),
      ),
      attribute('meterReading', 'decimal', 'Meter reading', 'Leitura do contador'),
      attribute('contactEmail', 'email', 'E-mail for the confirmation', 'E-mail para a confirmação'),
      attribute(
        'state',
        'code',
        'State',
        'Estado',
        codes(
          ['registered', 'Registered', 'Registada'],
          ['confirmed', 'Confirmed', 'Confirmada'],
          ['done', 'Done', 'Concluída'],
          ['cancelled', 'Cancelled', 'Cancelada'],
        ),
      ),
      attribute(
        'requestedVia',
        'code',
        'Requested',
        'Pedido',
        codes(['voice', 'By phone', 'Por telefone'], ['web', 'On the web', 'Na internet']),
      ),
    ],
  },
  {
    name: 'MeterReading',
    label: { en: 'Meter reading', pt: 'Leitura' },
    labels: { en: 'Meter readings', pt: 'Leituras' },
    store: 'own',
    key: ['id'],
    title: '',
    search: [],
    readOnly: false,
    relations: [],
    attributes: [
      attribute('date', 'date', 'Read on', 'Lido em'),
      attribute('meterNumber', 'text', 'Meter number', 'Número do contador'),
      attribute('reading', 'decimal', 'Reading', 'Leitura'),
      attribute('source', 'code', 'Source', 'Origem', codes(['customer', 'Customer', 'Cliente'])),
    ],
  },
  {
    name: 'Contact',
    label: { en: 'Contact', pt: 'Contacto' },
    labels: { en: 'Contacts', pt: 'Contactos' },
    store: 'own',
    key: ['id'],
    title: '',
    search: [],
    readOnly: false,
    relations: [],
    attributes: [
      attribute(
        'medium',
        'code',
        'Medium',
        'Meio',
        codes(['voice', 'Phone', 'Telefone'], ['mail', 'E-mail', 'E-mail'], ['web', 'Web', 'Internet']),
      ),
      attribute(
        'state',
        'code',
        'State',
        'Estado',
        codes(['closed', 'Closed', 'Concluído'], ['abandoned', 'Abandoned', 'Abandonado']),
      ),
      attribute('agentName', 'text', 'Agent', 'Assistente'),
      attribute('startedAt', 'timestamp', 'Started', 'Início'),
    ],
  },
];

import type { Catalogue } from './messages.js';

export const portuguese: Catalogue = {
  required: 'É necessária uma resposta.',
  text: 'Escreva um texto.',
  integer: 'Escreva um número inteiro.',
  decimal: 'Escreva um número.',
  date: 'Indique uma data.',
  boolean: 'Responda sim ou não.',
  choice: 'Escolha uma das respostas.',
  email: 'Isto não é um endereço de e-mail.',
  phone: 'Isto não é um número de telefone.',
  min: 'Tem de ser, no mínimo, {min}.',
  max: 'Tem de ser, no máximo, {max}.',
  length: 'Pode ter, no máximo, {max} caracteres.',
  digits: 'Tem de ter {digits} algarismos.',
  pattern: 'O formato não está certo.',
  constraint: 'Esta resposta não é possível.',
  yes: 'Sim',
  no: 'Não',
  none: '–',
};

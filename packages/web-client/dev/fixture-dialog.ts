/** Development fixture: a dialog of a few steps that remembers answers. */
import type { DialogView } from '@caruso/app-builder/contract';
import { ago } from './fixture-data.ts';

type Step = DialogView['step'];
type Path = DialogView['path'];
const question = (node: string, text: string, more: Partial<Step>): Step => ({
  node,
  kind: 'question',
  text,
  required: true,
  ...more,
});
const steps: readonly Step[] = [
  {
    node: 'intro',
    kind: 'info',
    text: '«Maria Teixeira, vou ajudar com a sua mudança. Posso fazer-lhe algumas perguntas?»',
    required: true,
  },
  question('moveDate', 'Em que dia se muda?', { type: 'date', hint: 'A partir de hoje, no máximo seis meses.' }),
  question('destination', 'Continua nosso cliente na nova morada?', {
    type: 'choice',
    options: [
      { value: 'supplied', text: 'Sim, numa nova morada' },
      { value: 'leaving', text: 'Não, termino o contrato' },
    ],
  }),
  question('newPostalCode', 'Código postal?', {
    type: 'text',
    hint: 'Quatro algarismos, hífen, três algarismos: 4050-262',
  }),
  question('meterKnown', 'Pode ler agora o contador da morada antiga?', { type: 'boolean' }),
  question('reading', 'Que valor mostra o contador 0010022674?', { type: 'decimal', min: 0, max: 9_999_999 }),
  question('email', 'Para onde enviamos a confirmação?', { type: 'email', value: 'maria.teixeira@example.com' }),
  {
    node: 'registered',
    kind: 'end',
    text: 'A mudança está registada. A confirmação segue para maria.teixeira@example.com.',
    required: true,
    outcome: 'registered',
  },
];

export class FixtureDialog {
  private at: number;
  private revision = 1;
  private path: Path = [];
  private problem: string | undefined;

  private readonly id: string;
  private readonly channel: 'agent' | 'web';
  private readonly owner: string;

  constructor(id: string, channel: 'agent' | 'web', owner: string, start = 0) {
    this.id = id;
    this.channel = channel;
    this.owner = owner;
    this.at = 0;
    for (let step = 0; step < start; step += 1)
      this.answer(
        ['ok', '2026-12-15', 'supplied', '4000-447', true, 19912.4, 'maria.teixeira@example.com'][step] ?? null,
      );
  }

  answer(value: Path[number]['answer']): void {
    const step = steps[this.at];
    if (!step) return;
    this.problem =
      step.node === 'newPostalCode' && !/^\d{4}-\d{3}$/.test(JSON.stringify(value).replaceAll('"', ''))
        ? 'O código postal tem quatro algarismos, um hífen e três algarismos.'
        : undefined;
    this.revision += 1;
    if (this.problem) return;
    const text =
      step.options?.find((option) => option.value === value)?.text ??
      (value === true
        ? 'Sim'
        : value === false
          ? 'Não'
          : step.kind === 'info'
            ? ''
            : JSON.stringify(value).replaceAll('"', ''));
    this.path = [
      ...this.path,
      { node: step.node, text: step.text, answer: step.kind === 'info' ? null : value, answerText: text },
    ];
    this.at += 1;
  }

  to(node: string | null): void {
    const index = node === null ? this.path.length - 1 : this.path.findIndex((each) => each.node === node);
    this.path = this.path.slice(0, Math.max(0, index));
    this.at = this.path.length;
    this.problem = undefined;
    this.revision += 1;
  }

  view(): DialogView {
    const step = steps[this.at] ?? steps[0];
    if (!step) throw new Error('no step');
    const ended = step.kind === 'end';
    return {
      id: this.id,
      revision: this.revision,
      script: { id: 'movingHouse', version: '1', title: 'Mudança de casa' },
      language: 'pt',
      channel: this.channel,
      status: ended ? 'acting' : 'asking',
      customer: { class: 'Customer', key: '100042' },
      owner: this.owner,
      path: this.path,
      step: { ...step, ...(this.problem === undefined ? {} : { problem: this.problem, value: 'xyz' }) },
      canGoBack: this.at > 0,
      actions: ended
        ? [
            { id: 'createMove', title: 'Registar a mudança', state: 'done' },
            {
              id: 'sendConfirmation',
              title: 'Enviar a confirmação por e-mail',
              state: 'failed',
              error: 'The mail server does not answer.',
            },
          ]
        : [],
      startedAt: ago(400),
      changedAt: ago(3),
    };
  }
}

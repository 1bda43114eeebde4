import type { Statement } from './copybook-statements.js';
import type { NumberForm, NumberItem, TextItem } from './item.js';
import { readPicture } from './picture.js';
import { UnreadableCopybook } from './unreadable-copybook.js';

type Elementary =
  | Pick<TextItem, 'kind' | 'length'>
  | Pick<NumberItem, 'kind' | 'length' | 'form' | 'digits' | 'scale' | 'signed'>;

/** What the clauses of one entry say. `picture` is undefined for a group. */
export interface Clauses {
  readonly picture: Elementary | undefined;
  readonly redefines: string | undefined;
  readonly occurs: { readonly most: number; readonly dependingOn: string | undefined } | undefined;
}

export function readClauses({ clauses, line }: Statement): Clauses {
  const text = ` ${clauses.join(' ')} `;
  const wrong = (message: string) => new UnreadableCopybook(message, line);
  if (/ (COMP|COMPUTATIONAL)-[12] /.test(text)) throw wrong('COMP-1 and COMP-2 (floating point) are not read here');
  if (/ (SYNC|SYNCHRONIZED) /.test(text)) throw wrong('SYNCHRONIZED (slack bytes) is not read here');
  if (/ (INDEX|POINTER|NATIONAL) /.test(text)) throw wrong('INDEX, POINTER and NATIONAL are not read here');
  if (/ COPY /.test(text)) throw wrong('COPY is not followed; put the text of the other copybook here');

  if ((text.match(/ (PIC|PICTURE) /g) ?? []).length > 1) {
    throw wrong('two pictures in one entry: a period is missing, or stands behind column 72');
  }
  const written = / (?:PIC|PICTURE) (?:IS )?(\S+) /.exec(text)?.[1];
  const occurs = / OCCURS (?:(\d+) TO )?(\d+) (?:TIMES )?(?:DEPENDING (?:ON )?(\S+) )?/.exec(text);
  if (/ OCCURS /.test(text) && occurs === null) throw wrong('OCCURS without a number');
  return {
    picture: written === undefined ? undefined : elementary(written, text, wrong),
    redefines: / REDEFINES (\S+) /.exec(text)?.[1],
    occurs: occurs === null ? undefined : { most: Number(occurs[2]), dependingOn: occurs[3] },
  };
}

function elementary(written: string, text: string, wrong: (message: string) => Error): Elementary {
  const picture = readPicture(written);
  if (typeof picture === 'string') throw wrong(picture);
  if (picture.kind === 'text') return picture;
  const form = numberForm(text);
  if (form.kind !== 'display' && form.kind === 'binary' && picture.digits > 18) {
    throw wrong(`${picture.digits} binary digits; 18 are possible`);
  }
  return { ...picture, form, length: bytes(form, picture.digits) };
}

function numberForm(text: string): NumberForm {
  if (/ (COMP-3|COMPUTATIONAL-3|PACKED-DECIMAL) /.test(text)) return { kind: 'packed' };
  if (/ (COMP|COMPUTATIONAL|COMP-4|COMPUTATIONAL-4|COMP-5|COMPUTATIONAL-5|BINARY) /.test(text))
    return { kind: 'binary' };
  return {
    kind: 'display',
    sign: / (SIGN )?(IS )?LEADING /.test(text) ? 'leading' : 'trailing',
    separate: / SEPARATE /.test(text),
  };
}

/** Bytes by Enterprise COBOL for z/OS, Language Reference, "USAGE clause": 2, 4 or 8 binary; two digits a byte and the sign packed. */
function bytes(form: NumberForm, digits: number): number {
  switch (form.kind) {
    case 'display':
      return digits + (form.separate ? 1 : 0);
    case 'packed':
      return Math.floor(digits / 2) + 1;
    case 'binary':
      return digits < 5 ? 2 : digits < 10 ? 4 : 8;
  }
}

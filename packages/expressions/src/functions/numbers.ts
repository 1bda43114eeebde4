import { NUMBER } from '../types/value-types.js';
import type { BuiltIn } from './built-in.js';

type Rounding = (value: number) => number;

const away =
  (round: Rounding): Rounding =>
  (value) =>
    Math.sign(value) * round(Math.abs(value));
const up = away(Math.ceil);
const down = away(Math.floor);
const halfUp = away((value) => Math.floor(value + 0.5));
const halfDown = away((value) => Math.ceil(value - 0.5));
const halfEven: Rounding = (value) => {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
};

/** DMN 1.5, 10.3.4.5. `round` is ours: the rounding people learn at school. */
export const numberFunctions: readonly BuiltIn[] = [
  { name: 'abs', parameters: [{ name: 'n', type: NUMBER }], result: NUMBER, run: ([n]) => Math.abs(Number(n)) },
  rounding('floor', Math.floor, 1),
  rounding('ceiling', Math.ceil, 1),
  rounding('round', halfUp, 1),
  rounding('round half up', halfUp, 0),
  rounding('round half down', halfDown, 0),
  rounding('round up', up, 0),
  rounding('round down', down, 0),
  rounding('decimal', halfEven, 0),
  {
    name: 'modulo',
    parameters: [
      { name: 'dividend', type: NUMBER },
      { name: 'divisor', type: NUMBER },
    ],
    result: NUMBER,
    run([dividend, divisor]) {
      const [a, b] = [Number(dividend), Number(divisor)];
      return b === 0 ? null : a - b * Math.floor(a / b);
    },
  },
];

/** With `scale` digits after the point; a negative scale rounds before it. */
function rounding(name: string, round: Rounding, optional: 0 | 1): BuiltIn {
  return {
    name,
    parameters: [
      { name: 'n', type: NUMBER },
      { name: 'scale', type: NUMBER },
    ],
    optional,
    result: NUMBER,
    run: ([n, scale = 0]) => roundTo(Number(n), Math.trunc(Number(scale)), round),
  };
}

/** Moves the point in the decimal notation, not by a multiplication: 1.005 × 100 is 100.49999999999999. */
function roundTo(value: number, scale: number, round: Rounding): number | null {
  // Beyond the digits a double has.
  if (scale > 300) return value;
  if (scale < -308) return 0;
  const result = shift(round(shift(value, scale)), -scale);
  // Not -0: it would show its sign in a text.
  return Number.isFinite(result) ? result + 0 : null;
}

function shift(value: number, places: number): number {
  const [digits = '0', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}

/** Longest pattern, and longest answer that one is tried on, in characters. */
export const maxPatternLength = 200;
export const maxPatternInput = 1000;

export type PatternReading =
  | { readonly ok: true; readonly expression: RegExp }
  | { readonly ok: false; readonly problem: string };

/**
 * A pattern for the whole answer. A repetition of something that itself repeats or chooses (`(a+)+`, `(a|aa)*`) can take
 * exponential time, as can a back-reference; both are refused, whether or not this one would. Two unbounded repetitions next to
 * each other stay: they take at most a power of the input's bounded length.
 */
export function readPattern(source: string): PatternReading {
  if (source.length > maxPatternLength)
    return { ok: false, problem: `The pattern is longer than ${maxPatternLength} characters` };
  if (/\\[1-9]|\\k</.test(source)) return { ok: false, problem: 'The pattern refers back to a part of itself' };
  if (repeatsRepetition(source))
    return { ok: false, problem: 'The pattern repeats something that repeats or chooses, which can take endless time' };
  if (unboundedRepetitions(source) > 3)
    return { ok: false, problem: 'The pattern has more than three unbounded repetitions' };
  try {
    return { ok: true, expression: new RegExp(`^(?:${source})$`, 'u') };
  } catch (thrown) {
    return { ok: false, problem: thrown instanceof Error ? thrown.message : 'The pattern cannot be read' };
  }
}

function repeatsRepetition(source: string): boolean {
  // Per open group: whether something inside it repeats or chooses.
  const groups: boolean[] = [false];
  let inClass = false;
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at];
    if (character === '\\') at += 1;
    else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') groups.push(false);
    else if (character === ')') {
      const loose = groups.pop() ?? false;
      const quantified = /^(?:[*+]|\{\d+,?\d*\})/.test(source.slice(at + 1));
      if (loose && quantified) return true;
      if (loose || quantified) groups[groups.length - 1] = true;
    } else if (
      character === '|' ||
      character === '*' ||
      character === '+' ||
      (character === '{' && /^\{\d+,/.test(source.slice(at)))
    )
      groups[groups.length - 1] = true;
  }
  return false;
}

function unboundedRepetitions(source: string): number {
  return (
    source
      .replace(/\\./g, 'x')
      .replace(/\[[^\]]*\]/g, 'x')
      .match(/[*+]|\{\d+,\}/g)?.length ?? 0
  );
}

/** Gives the line (from 1) of a place in a text, by bisection of the ends of line. */
export function lineCounter(text: string): (index: number) => number {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  return (index) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? Infinity) <= index) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

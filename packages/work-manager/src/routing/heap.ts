/** A binary heap: the value that comes before all others is found at once, added and taken in logarithmic time. */
export class Heap<T> {
  #values: T[];
  readonly #before: (a: T, b: T) => boolean;

  constructor(before: (a: T, b: T) => boolean, values: Iterable<T> = []) {
    this.#before = before;
    this.#values = [...values];
    for (let index = (this.#values.length >> 1) - 1; index >= 0; index -= 1) this.#sink(index);
  }

  get size(): number {
    return this.#values.length;
  }

  peek(): T | undefined {
    return this.#values[0];
  }

  push(value: T): void {
    const values = this.#values;
    let index = values.push(value) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = values[parent] as T;
      if (!this.#before(value, above)) break;
      values[index] = above;
      index = parent;
    }
    values[index] = value;
  }

  pop(): T | undefined {
    const first = this.#values[0];
    const last = this.#values.pop();
    if (this.#values.length > 0 && last !== undefined) {
      this.#values[0] = last;
      this.#sink(0);
    }
    return first;
  }

  /** Drops what does not pass. */
  retain(keep: (value: T) => boolean): void {
    this.#values = this.#values.filter(keep);
    for (let index = (this.#values.length >> 1) - 1; index >= 0; index -= 1) this.#sink(index);
  }

  #sink(from: number): void {
    const values = this.#values;
    const value = values[from] as T;
    let index = from;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= values.length) break;
      if (child + 1 < values.length && this.#before(values[child + 1] as T, values[child] as T)) child += 1;
      const below = values[child] as T;
      if (!this.#before(below, value)) break;
      values[index] = below;
      index = child;
    }
    values[index] = value;
  }
}

import { Heap } from './heap.js';

/** A place in a line: lower numbers come first, the earlier number decides. */
export type Place = readonly [number, number, number];

interface Entry<T> {
  readonly member: T;
  readonly turn: number;
  /** As it was when the member joined: the order within the heap must not change with the member. */
  readonly place: Place;
}

function comesBefore(a: Place, b: Place): boolean {
  if (a[0] !== b[0]) return a[0] < b[0];
  if (a[1] !== b[1]) return a[1] < b[1];
  return a[2] < b[2];
}

/**
 * Members in order, some of whom have left meanwhile: leaving costs nothing because an entry of an older turn is void
 * and is dropped when it comes to the front, or when void entries outnumber the others.
 */
export class Line<T extends { readonly turn: number }> {
  readonly #heap = new Heap<Entry<T>>((a, b) => comesBefore(a.place, b.place));
  readonly #placeOf: (member: T) => Place;
  readonly #present: (member: T) => boolean;

  constructor(placeOf: (member: T) => Place, present: (member: T) => boolean) {
    this.#placeOf = placeOf;
    this.#present = present;
  }

  join(member: T): void {
    this.#heap.push({ member, turn: member.turn, place: this.#placeOf(member) });
  }

  /** The first member that passes; members passed over keep their place. */
  first(accepts: (member: T) => boolean): T | undefined {
    const passedOver: Entry<T>[] = [];
    let found: T | undefined;
    for (;;) {
      const front = this.#heap.peek();
      if (front === undefined) break;
      if (!this.#valid(front)) this.#heap.pop();
      else if (accepts(front.member)) {
        found = front.member;
        break;
      } else {
        passedOver.push(front);
        this.#heap.pop();
      }
    }
    for (const entry of passedOver) this.#heap.push(entry);
    return found;
  }

  /** Keeps memory within twice the members present. */
  trim(present: number): void {
    if (this.#heap.size > 2 * present + 64) this.#heap.retain((entry) => this.#valid(entry));
  }

  #valid({ member, turn }: Entry<T>): boolean {
    return member.turn === turn && this.#present(member);
  }
}

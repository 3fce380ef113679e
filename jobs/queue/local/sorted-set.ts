/** Where an item stands: the lower score first, and of equal scores the lower order. Fixed while the item is in a set. */
export interface Ranked {
  score: number;
  order: number;
}

const isBefore = (a: Ranked, b: Ranked): boolean => a.score < b.score || (a.score === b.score && a.order < b.order);

/**
 * A set in rank order: a binary heap that knows where each item is. Adding, removing any item and taking the first cost
 * O(log n), asking for the first or the size O(1); a listing sorts and is for people's eyes.
 */
export class SortedSet<T extends Ranked> {
  readonly #heap: T[] = [];
  readonly #places = new Map<T, number>();

  get size(): number {
    return this.#heap.length;
  }

  has(item: T): boolean {
    return this.#places.has(item);
  }

  first(): T | undefined {
    return this.#heap[0];
  }

  add(item: T): void {
    if (this.#places.has(item)) return;
    this.#heap.push(item);
    this.#rise(this.#heap.length - 1, item);
  }

  delete(item: T): boolean {
    const place = this.#places.get(item);
    if (place === undefined) return false;
    this.#places.delete(item);
    const last = this.#heap.pop() as T;
    if (last !== item) {
      this.#rise(place, last);
      this.#sink(this.#places.get(last) as number, last);
    }
    return true;
  }

  /** All items in order. */
  sorted(): T[] {
    return [...this.#heap].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  /** Items in no particular order. */
  [Symbol.iterator](): Iterator<T> {
    return this.#heap[Symbol.iterator]();
  }

  #put(place: number, item: T): void {
    this.#heap[place] = item;
    this.#places.set(item, place);
  }

  #rise(from: number, item: T): void {
    let place = from;
    while (place > 0) {
      const up = (place - 1) >> 1;
      const parent = this.#heap[up] as T;
      if (!isBefore(item, parent)) break;
      this.#put(place, parent);
      place = up;
    }
    this.#put(place, item);
  }

  #sink(from: number, item: T): void {
    let place = from;
    for (;;) {
      let down = 2 * place + 1;
      const right = this.#heap[down + 1];
      if (right && isBefore(right, this.#heap[down] as T)) down += 1;
      const child = this.#heap[down];
      if (!child || !isBefore(child, item)) break;
      this.#put(place, child);
      place = down;
    }
    this.#put(place, item);
  }
}

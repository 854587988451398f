/**
 * Words with their frequency, as a trie over UTF-16 code units: a state for each prefix, kept in flat arrays. It is no `WordIndex`
 * (longest-match.ts): the search for repairs extends hundreds of thousands of words unit by unit, over candidates that no text
 * holds yet, and needs the frequency of the best word behind each prefix.
 */
export class Words {
  /** sum of all frequencies */
  total = 0;
  /** by UTF-16 unit: how often a word begins with it, and how often words hold it */
  private readonly begun = new Float64Array(1 << 16);
  private readonly held = new Float64Array(1 << 16);
  private counts = new Int32Array(1 << 19);
  /** by state: the frequency of the most frequent word with this prefix, its last child, the child of the same parent before it, and the unit that leads to it */
  private best = new Int32Array(1 << 19);
  private lastChild = new Int32Array(1 << 19);
  private sibling = new Int32Array(1 << 19);
  private unit = new Uint16Array(1 << 19);
  private size = 1;
  private slots = 1 << 21;
  /** by how much a mixed number is shifted to be that of a slot */
  private shift = 11;
  /** by UTF-16 unit: the state that it leads to from the first one, which is asked for most */
  private readonly firsts = new Int32Array(1 << 16);
  private states = new Int32Array(this.slots);
  private units = new Uint16Array(this.slots);
  private targets = new Int32Array(this.slots);

  /** Adds a word, or raises its frequency to `count`. */
  add(word: string, count: number): void {
    let state = 0;
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(i);
      const next = this.next(state, unit);
      state = next >= 0 ? next : this.grow(state, unit);
      if (count > (this.best[state] as number)) this.best[state] = count;
    }
    if (count > (this.counts[state] as number)) this.change(word, state, count);
  }

  /** Replaces the frequency of a known word. */
  recount(word: string, count: number): void {
    let state = 0;
    for (let i = 0; i < word.length && state >= 0; i++) {
      state = this.next(state, word.charCodeAt(i));
      if (state >= 0 && count > (this.best[state] as number)) this.best[state] = count;
    }
    if (state > 0) this.change(word, state, count);
  }

  private change(word: string, state: number, count: number): void {
    const more = count - (this.counts[state] as number);
    this.counts[state] = count;
    this.total += more;
    this.begun[word.charCodeAt(0)] = this.beginning(word.charCodeAt(0)) + more;
    for (let i = 0; i < word.length; i++) this.held[word.charCodeAt(i)] = this.holding(word.charCodeAt(i)) + more;
  }

  /** How often a word begins with a character. */
  beginning(unit: number): number {
    return this.begun[unit] ?? 0;
  }

  /** How many states there are: all are below it. */
  get stateCount(): number {
    return this.size;
  }

  /** How often a character is written, whatever the word. */
  holding(unit: number): number {
    return this.held[unit] ?? 0;
  }

  /** The state behind `unit`, -1 where no word goes on so. A word begins in state 0. */
  next(state: number, unit: number): number {
    if (state === 0) return this.firsts[unit] || -1;
    for (let slot = this.slotOf(state, unit); ; slot = (slot + 1) & (this.slots - 1)) {
      const target = this.targets[slot] as number;
      if (target === 0) return -1;
      if (this.states[slot] === state && this.units[slot] === unit) return target;
    }
  }

  /** The frequency of the most frequent word with the prefix of a state. */
  most(state: number): number {
    return this.best[state] ?? 0;
  }

  /** One of the states that follow a state, 0 where none does; the others by `nextChild`. */
  firstChild(state: number): number {
    return this.lastChild[state] ?? 0;
  }

  /** The next state that follows the same one; 0 behind the last. */
  nextChild(child: number): number {
    return this.sibling[child] ?? 0;
  }

  /** The UTF-16 unit that leads to a state. */
  unitOf(child: number): number {
    return this.unit[child] ?? 0;
  }

  /** The frequency of the word that ends in a state; 0 where it is only a prefix. */
  count(state: number): number {
    return this.counts[state] ?? 0;
  }

  /** How often a word is written. */
  frequency(word: string): number {
    let state = 0;
    for (let i = 0; i < word.length && state >= 0; i++) state = this.next(state, word.charCodeAt(i));
    return state < 0 ? 0 : this.count(state);
  }

  private slotOf(state: number, unit: number): number {
    return (Math.imul(state, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> this.shift;
  }

  private grow(state: number, unit: number): number {
    if (this.size * 2 > this.slots) this.widen();
    if (this.size === this.counts.length) {
      this.counts = doubled(this.counts, Int32Array);
      this.best = doubled(this.best, Int32Array);
      this.lastChild = doubled(this.lastChild, Int32Array);
      this.sibling = doubled(this.sibling, Int32Array);
      this.unit = doubled(this.unit, Uint16Array);
    }
    const target = this.size++;
    this.unit[target] = unit;
    this.sibling[target] = this.lastChild[state] as number;
    this.lastChild[state] = target;
    this.put(state, unit, target);
    return target;
  }

  private put(state: number, unit: number, target: number): void {
    if (state === 0) {
      this.firsts[unit] = target;
      return;
    }
    let slot = this.slotOf(state, unit);
    while (this.targets[slot] !== 0) slot = (slot + 1) & (this.slots - 1);
    this.states[slot] = state;
    this.units[slot] = unit;
    this.targets[slot] = target;
  }

  private widen(): void {
    const { states, units, targets } = this;
    this.slots *= 2;
    this.shift--;
    this.states = new Int32Array(this.slots);
    this.units = new Uint16Array(this.slots);
    this.targets = new Int32Array(this.slots);
    targets.forEach((target, slot) => {
      if (target !== 0) this.put(states[slot] as number, units[slot] as number, target);
    });
  }
}

function doubled<T extends Int32Array | Uint16Array>(from: T, Kind: new (length: number) => T): T {
  const to = new Kind(from.length * 2);
  to.set(from);
  return to;
}

/** Words with their frequency, as a trie over UTF-16 code units: a state for each begin of a word, kept in flat arrays. */
export class Words {
  /** sum of all frequencies */
  total = 0;
  private counts = new Int32Array(1 << 19);
  private size = 1;
  private slots = 1 << 20;
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
    }
    const before = this.counts[state] as number;
    if (count <= before) return;
    this.counts[state] = count;
    this.total += count - before;
  }

  /** The state behind `unit`, -1 where no word goes on so. A word begins in state 0. */
  next(state: number, unit: number): number {
    for (let slot = this.slotOf(state, unit); ; slot = (slot + 1) & (this.slots - 1)) {
      const target = this.targets[slot] as number;
      if (target === 0) return -1;
      if (this.states[slot] === state && this.units[slot] === unit) return target;
    }
  }

  /** How often the word that ends in a state is written; 0 where a word only begins so. */
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
    return (Math.imul(state, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> (32 - Math.log2(this.slots));
  }

  private grow(state: number, unit: number): number {
    if (this.size * 2 > this.slots) this.widen();
    if (this.size === this.counts.length) {
      const counts = new Int32Array(this.size * 2);
      counts.set(this.counts);
      this.counts = counts;
    }
    const target = this.size++;
    this.put(state, unit, target);
    return target;
  }

  private put(state: number, unit: number, target: number): void {
    let slot = this.slotOf(state, unit);
    while (this.targets[slot] !== 0) slot = (slot + 1) & (this.slots - 1);
    this.states[slot] = state;
    this.units[slot] = unit;
    this.targets[slot] = target;
  }

  private widen(): void {
    const { states, units, targets } = this;
    this.slots *= 2;
    this.states = new Int32Array(this.slots);
    this.units = new Uint16Array(this.slots);
    this.targets = new Int32Array(this.slots);
    targets.forEach((target, slot) => {
      if (target !== 0) this.put(states[slot] as number, units[slot] as number, target);
    });
  }
}

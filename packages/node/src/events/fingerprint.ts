/**
 * A 64-bit hash in the making, as two lanes of 32 bits that mix as MurmurHash3 does, from random numbers on.
 *
 * With 100,000 fingerprints remembered, the chance that something new has one of theirs is below 1 in 10^14. It is no
 * cryptographic hash: somebody who chooses IDs for it can make two of their own look the same, and hides their own.
 */
export class Fingerprint {
  low: number;
  high: number;

  constructor(low: number, high: number) {
    this.low = low;
    this.high = high;
  }

  copy(): Fingerprint {
    return new Fingerprint(this.low, this.high);
  }

  /** Adds a text and its length, so that no two lists of texts are added alike. */
  addText(text: string): this {
    const last = text.length - 1;
    let { low, high } = this;
    let index = 0;
    for (; index < last; index += 2) {
      const units = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16);
      low = mixedLow(low, units);
      high = mixedHigh(high, units);
    }
    // Reading behind the end would make numbers of it that are not integers, and take twice as long.
    const end = (index === last ? text.charCodeAt(index) << 16 : 0) ^ last;
    this.low = mixedLow(low, end);
    this.high = mixedHigh(high, end);
    return this;
  }

  /** Adds another one, and lets every bit depend on every other. */
  add({ low, high }: Fingerprint): this {
    this.low = finished(mixedLow(this.low, low));
    this.high = finished(mixedHigh(this.high, high));
    return this;
  }
}

function mixedLow(lane: number, units: number): number {
  return mixed(lane, Math.imul(units, 0xcc9e2d51), 0xe6546b64);
}

function mixedHigh(lane: number, units: number): number {
  return mixed(lane, Math.imul(units, 0x239b961b), 0x561ccd1b);
}

function mixed(lane: number, units: number, offset: number): number {
  const next = lane ^ Math.imul((units << 15) | (units >>> 17), 0x1b873593);
  return (Math.imul((next << 13) | (next >>> 19), 5) + offset) | 0;
}

function finished(lane: number): number {
  const half = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  return Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
}

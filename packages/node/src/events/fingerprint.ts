/**
 * A 64-bit hash in the making, as two lanes of 32 bits, each of which mixes like MurmurHash3.
 *
 * Lanes that start from random numbers are a keyed hash: nobody outside can choose texts that collide. With 100,000
 * fingerprints remembered, the chance that a new text has one of theirs is below 1 in 10^14.
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
    const { length } = text;
    let { low, high } = this;
    for (let index = 0; index < length; index += 2) {
      // Behind the end there is NaN, which counts as 0 here; the length tells the two apart.
      const units = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16);
      low = mixed(low, Math.imul(units, 0xcc9e2d51), 0xe6546b64);
      high = mixed(high, Math.imul(units, 0x239b961b), 0x561ccd1b);
    }
    this.low = finished(low ^ length);
    this.high = finished(high ^ Math.imul(length, 0x38b34ae5));
    return this;
  }

  add({ low, high }: Fingerprint): this {
    this.low = finished(mixed(this.low, low, 0xe6546b64));
    this.high = finished(mixed(this.high, high, 0x561ccd1b));
    return this;
  }
}

function mixed(lane: number, units: number, offset: number): number {
  const next = lane ^ Math.imul((units << 15) | (units >>> 17), 0x1b873593);
  return (Math.imul((next << 13) | (next >>> 19), 5) + offset) | 0;
}

/** Lets every bit of a lane depend on every other. */
function finished(lane: number): number {
  const half = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  return Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
}

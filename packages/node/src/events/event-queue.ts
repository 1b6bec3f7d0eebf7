/** Events that are waiting to be sent, oldest first, each as the JSON text it will travel as. */
export interface QueuedEvents {
  /** The number of the oldest one; events are numbered in the order they came. */
  readonly first: number;
  readonly events: readonly string[];
  readonly bytes: number;
}

/** How many events go together. At least one always does, whatever its size. */
export interface BatchLimits {
  readonly maxEvents: number;
  readonly maxBytes: number;
}

interface QueuedEvent {
  readonly json: string;
  readonly bytes: number;
}

/** Taken events leave a gap at the start of the array, which is closed when it has grown to this. */
const maxGap = 1_024;

/** A first-in, first-out queue that knows its size in bytes. */
export class EventQueue {
  #events: QueuedEvent[] = [];
  #gap = 0;
  #first = 0;
  #bytes = 0;

  /** The number of the oldest event here; one more than the last when there is none. */
  get first(): number {
    return this.#first;
  }

  /** The number that the next event will get. */
  get next(): number {
    return this.#first + this.length;
  }

  get length(): number {
    return this.#events.length - this.#gap;
  }

  /** The size of all events, in bytes of UTF-8. */
  get bytes(): number {
    return this.#bytes;
  }

  add(json: string, bytes: number): void {
    this.#events.push({ json, bytes });
    this.#bytes += bytes;
  }

  /** Takes out the oldest event. */
  shift(): QueuedEvent | undefined {
    const event = this.#events[this.#gap];
    if (event === undefined) return undefined;
    this.#gap += 1;
    this.#first += 1;
    this.#bytes -= event.bytes;
    if (this.#gap >= maxGap && this.#gap * 2 >= this.#events.length) {
      this.#events = this.#events.slice(this.#gap);
      this.#gap = 0;
    }
    return event;
  }

  /** Takes out the oldest events, as many as go together; undefined when there is none. */
  take({ maxEvents, maxBytes }: BatchLimits): QueuedEvents | undefined {
    const { first } = this;
    const events: string[] = [];
    let bytes = 0;
    for (let next = this.#events[this.#gap]; next !== undefined; next = this.#events[this.#gap]) {
      const isFull = events.length >= maxEvents || bytes + next.bytes > maxBytes;
      if (events.length > 0 && isFull) break;
      events.push(next.json);
      bytes += next.bytes;
      this.shift();
    }
    return events.length === 0 ? undefined : { first, events, bytes };
  }
}

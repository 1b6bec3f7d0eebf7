/** A stored event, on its way out. */
export interface ExportedEvent {
  /** Grows from event to event; the same one has the same ID whenever it is exported. */
  readonly id: number;
  readonly environment: string;
  readonly name: string;
  /** When it happened, and when it came, in epoch milliseconds. */
  readonly time: number;
  readonly receivedAt: number;
  readonly unitID: string;
  /** As the SDK sent it, without private attributes. */
  readonly event: unknown;
}

/** Somewhere that events go after they are stored. */
export interface EventExport {
  /** Tells its place in the stream from those of others; it starts again under another name. */
  readonly name: string;
  /** Resolves when the events are safe there. The same ones come again when it throws, or when the server ends before. */
  write(events: readonly ExportedEvent[], signal: AbortSignal): Promise<void>;
}

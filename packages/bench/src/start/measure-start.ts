/**
 * Answers the parent's question once: how long the start takes, in milliseconds. The only module besides the SDK that a
 * child of this kind loads.
 */
export function measureStart(start: () => unknown): void {
  process.once('message', () => {
    const begun = performance.now();
    Promise.resolve(start()).then((created) => {
      const figure = performance.now() - begun;
      process.send?.({ figure, consumed: created === undefined ? 0 : 1 });
    }, report);
  });
  process.once('disconnect', () => process.exit());
  process.send?.({ isReady: true });
}

function report(error: unknown): void {
  process.send?.({ error: String(error) });
}

import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EventExport } from './event-export.ts';

/** Appends events to a file, a line of JSON each, and waits until they are on disk. */
export function jsonlExport(file: string): EventExport {
  return {
    name: `jsonl:${file}`,
    write: async (events) => {
      await mkdir(dirname(file), { recursive: true });
      // Opened anew each time, so that the file may be moved away meanwhile.
      await using handle = await open(file, 'a');
      await handle.appendFile(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
      await handle.datasync();
    },
  };
}

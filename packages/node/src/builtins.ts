// Each of these modules of Node takes milliseconds to load, so it is loaded by what first needs it, and not by the import of
// the package. Unlike a dynamic import this is synchronous, and leaves nothing to wait for.

export const crypto = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto');
export const fs = (): typeof import('node:fs/promises') => process.getBuiltinModule('node:fs/promises');
export const modules = (): typeof import('node:module') => process.getBuiltinModule('node:module');
export const os = (): typeof import('node:os') => process.getBuiltinModule('node:os');
export const util = (): typeof import('node:util') => process.getBuiltinModule('node:util');
export const zlib = (): typeof import('node:zlib') => process.getBuiltinModule('node:zlib');

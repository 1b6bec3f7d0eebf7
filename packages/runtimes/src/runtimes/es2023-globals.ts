const values = ['globalThis', 'Infinity', 'NaN', 'undefined'];

const functions = [
  ...['eval', 'isFinite', 'isNaN', 'parseFloat', 'parseInt'],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent'],
];

const constructors = [
  ...[
    'AggregateError',
    'Array',
    'ArrayBuffer',
    'BigInt',
    'BigInt64Array',
    'BigUint64Array',
    'Boolean',
    'DataView',
  ],
  ...[
    'Date',
    'Error',
    'EvalError',
    'FinalizationRegistry',
    'Float32Array',
    'Float64Array',
    'Function',
    'Int8Array',
  ],
  ...[
    'Int16Array',
    'Int32Array',
    'Map',
    'Number',
    'Object',
    'Promise',
    'Proxy',
    'RangeError',
    'ReferenceError',
  ],
  ...['RegExp', 'Set', 'SharedArrayBuffer', 'String', 'Symbol', 'SyntaxError', 'TypeError', 'Uint8Array'],
  ...['Uint8ClampedArray', 'Uint16Array', 'Uint32Array', 'URIError', 'WeakMap', 'WeakRef', 'WeakSet'],
];

const namespaces = ['Atomics', 'JSON', 'Math', 'Reflect'];

/** Every global of ECMA-262, 14th edition; those of annex B, which are for browsers, left out. */
export const es2023Globals: ReadonlySet<string> = new Set([
  ...values,
  ...functions,
  ...constructors,
  ...namespaces,
]);

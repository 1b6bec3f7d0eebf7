const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 with padding. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const chunk = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += alphabet[chunk >> 18]! + alphabet[(chunk >> 12) & 63]!;
    text += i + 1 < bytes.length ? alphabet[(chunk >> 6) & 63]! : '=';
    text += i + 2 < bytes.length ? alphabet[chunk & 63]! : '=';
  }
  return text;
}

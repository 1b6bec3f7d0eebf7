/** Someone who comes to the shop. */
export interface Visitor {
  readonly userID: string;
  readonly headers: Readonly<Record<string, string>>;
}

const countries = ['NZ', 'AU', 'US', 'DE', 'JP', 'BR', 'IN'];
const appVersions = ['1.9.3', '2.3.9', '2.4.0', '2.10.1', '3.1.0'];
const languages = ['en-NZ,en;q=0.9', 'de-DE,de;q=0.8', 'ja', 'pt-BR'];

/** Every so many work for the shop. */
const staffEvery = 25;

/**
 * Makes up visitors from several countries, with several versions of the app, some of them staff. The same ones each time,
 * so that two runs can be compared.
 */
export function createVisitors(count: number): readonly Visitor[] {
  return Array.from({ length: count }, (_, index) => {
    const userID = `visitor-${index + 1}`;
    const domain = index % staffEvery === 0 ? 'shop.example' : 'mail.example';
    const headers = {
      'x-user-id': userID,
      'x-email': `${userID}@${domain}`,
      'x-country': nth(countries, index),
      'x-app-version': nth(appVersions, index),
      'accept-language': nth(languages, index),
      cookie: `statsig_stable_id=device-${index + 1}`,
    };
    return { userID, headers };
  });
}

function nth(values: readonly string[], index: number): string {
  return values[index % values.length] ?? '';
}

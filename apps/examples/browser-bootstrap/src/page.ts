/** What a page is made from. */
export interface PageParts {
  readonly clientKey: string;
  /** A client initialize response, as JSON text. */
  readonly bootstrap: string;
  readonly title: string;
}

/** A page that has its flags before its first script runs. */
export function pageOf({ clientKey, bootstrap, title }: PageParts): string {
  return `<!doctype html>
<title>${escaped(title)}</title>
<h1>${escaped(title)}</h1>
<script src="https://cdn.jsdelivr.net/npm/@statsig/js-client@3/build/statsig-js-client.min.js"></script>
<script type="application/json" id="statsig">${insideScript(bootstrap)}</script>
<script>
  const bootstrap = document.getElementById('statsig').textContent;
  const client = new Statsig.StatsigClient('${clientKey}', JSON.parse(bootstrap).user);
  client.dataAdapter.setData(bootstrap);
  client.initializeSync();
</script>
`;
}

/** Text between tags. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** JSON in a script: a value that holds a closing tag must not close it. */
function insideScript(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

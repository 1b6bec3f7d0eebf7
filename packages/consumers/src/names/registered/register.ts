import '@acme/statsig-node';

declare module '@acme/statsig-node' {
  interface Register {
    gates: 'new_checkout' | 'dark_mode';
    dynamicConfigs: { banner: { text: string; tags: readonly string[]; link?: { href: string } } };
    experiments: { checkout_button: { color: 'red' | 'blue'; discount: number }; delivery: { days: number } };
    layers: { home: { title: string; isWide: boolean } };
    parameterStores: { theme: { accent: string } };
  }
}

import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createServer } from 'node:tls';

/** The certificate of `flags.test`, signed by itself. Nobody else trusts it, so nothing depends on its key being secret. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBmDCCAT6gAwIBAgIUErVeHnvsgLAyb2DlOi7k+O8dtzgwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKZmxhZ3MudGVzdDAgFw0yNjExMjMyMzE4MjNaGA8yMTI2MTAz
MDIzMTgyM1owFTETMBEGA1UEAwwKZmxhZ3MudGVzdDBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABM2FH3fN0yvvHdqY8kEdW85dx/uHkRQpxsehVeL7+9SQUeaqW8+i
p09TF4Gpuim+LEWBeR/ZFQ4x5uHX6QvrLYqjajBoMB0GA1UdDgQWBBT5Vyl0cNcO
V7RsOMgQiCysp/T7MDAfBgNVHSMEGDAWgBT5Vyl0cNcOV7RsOMgQiCysp/T7MDAP
BgNVHRMBAf8EBTADAQH/MBUGA1UdEQQOMAyCCmZsYWdzLnRlc3QwCgYIKoZIzj0E
AwIDSAAwRQIhAP2HIiiG6/UcQDAJBn5cSR+57qn0BETXxGn/lhtIe5+FAiBULcT6
Y51xARvN10PlwAGK68jxMmlGgVCLdsTor6b2NQ==
-----END CERTIFICATE-----
`;

const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQggu+XoULhwKZldP6q
fs8R7/IK6pf7U4w1RA3ApJMHckShRANCAATNhR93zdMr7x3amPJBHVvOXcf7h5EU
KcbHoVXi+/vUkFHmqlvPoqdPUxeBqbopvixFgXkf2RUOMebh1+kL6y2K
-----END PRIVATE KEY-----
`;

/** A server that takes TLS off what it passes on to a port of this machine. */
export async function startTLS(port: string): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer({ key, cert: certificate }, (socket) => {
    const plain = connect(Number(port), '127.0.0.1');
    socket.on('error', () => plain.destroy());
    plain.on('error', () => socket.destroy());
    socket.pipe(plain).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}

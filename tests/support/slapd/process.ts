import { connect } from 'node:net';

import { freePort, launchServer, type ServerProcess } from '../server-process';

export interface SlapdProcess extends ServerProcess {
  port: number;
  /** Nothing listens there when the server has no TLS. */
  securePort: number;
}

const accepts = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Starts slapd on free ports of 127.0.0.1 and a socket. */
export const launchSlapd = (
  program: string,
  configuration: string,
  { socketPath, tls }: { socketPath: string; tls: boolean }
): Promise<SlapdProcess> =>
  launchServer(async () => {
    const port = await freePort();
    const securePort = await freePort();
    const urls = [`ldap://127.0.0.1:${port}`];
    if (tls) urls.push(`ldaps://127.0.0.1:${securePort}`);
    // The last one: when it listens, all do.
    urls.push(`ldapi://${encodeURIComponent(socketPath)}`);
    return {
      name: 'slapd',
      command: [program, '-f', configuration, '-d', 'none', '-h', urls.join(' ')],
      isReady: () => accepts(socketPath),
      port,
      securePort,
    };
  });

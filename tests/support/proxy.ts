import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface Proxy {
  port: number;
  close(): Promise<void>;
}

const close = (server: Server, sockets: Set<Socket>): Promise<void> =>
  new Promise((resolve) => {
    sockets.forEach((socket) => socket.destroy());
    server.close(() => resolve());
  });

/**
 * Hands connections on to a port of this machine. Once so many bytes came back from there,
 * `then` is called and nothing more is handed on.
 */
export const startProxy = (target: number, bytes: number, then: () => void): Promise<Proxy> => {
  const sockets = new Set<Socket>();
  let left = bytes;
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.pipe(upstream);
    upstream.on('data', (data: Buffer) => {
      if (left <= 0) return;
      client.write(data.subarray(0, left));
      left -= data.length;
      if (left <= 0) then();
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ port, close: () => close(server, sockets) });
    });
  });
};

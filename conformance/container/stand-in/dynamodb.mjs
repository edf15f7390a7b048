// In the place of DynamoDB local: the server of the tests, on a port that is told.
import { connect, createServer } from 'node:net';
import { startDynamodbServer } from '@gangway/testing/dynamodb';

const { port } = new URL((await startDynamodbServer()).endpoint);
const front = createServer((socket) => {
  const server = connect(Number(port), '127.0.0.1');
  for (const side of [socket, server]) side.on('error', () => socket.destroy());
  socket.pipe(server).pipe(socket);
});
front.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));

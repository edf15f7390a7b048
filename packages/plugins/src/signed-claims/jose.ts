// Reached by `import()` alone, so that a hook without this plugin never loads jose.
export { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
export { jwtVerify } from 'jose/jwt/verify';

export const deliveryTones = { pending: 'warn', sending: 'info', sent: 'good', failed: 'danger' } as const;

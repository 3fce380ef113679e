export const swapStates = ['open', 'accepted', 'declined', 'withdrawn', 'expired'] as const;
export type SwapState = (typeof swapStates)[number];

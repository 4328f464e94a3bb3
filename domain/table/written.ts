import { TransactionRefused } from './port.ts';

/** A conditional write. False: its condition did not hold, so that nothing was written. @throws what the write throws otherwise */
export const written = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused) return false;
    throw error;
  }
};

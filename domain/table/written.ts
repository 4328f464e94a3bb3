import { TransactionRefused } from './port.ts';

/** A conditional write. False: its condition did not hold, and nothing was written. @throws other errors of the write */
export const written = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused) return false;
    throw error;
  }
};

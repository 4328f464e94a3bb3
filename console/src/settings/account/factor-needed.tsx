import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Me } from '../../../../client/api.ts';
import { hasPasskeys } from '../../data/passkeys.ts';
import { Button } from '../../parts/button.tsx';
import { useSession } from '../../screens/session-context.ts';
import { SignInCard } from '../../screens/sign-in.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { SetUpCodes } from './set-up-codes.tsx';

export interface FactorNeededProps {
  readonly me: Me;
}

/** The business requires a second factor of this role: the first one is set up before anything else. */
export function FactorNeeded({ me }: FactorNeededProps) {
  const { t } = useLingui();
  const { enter, signOut } = useSession();
  const [isPasskey, setIsPasskey] = useState(false);
  const tenant = me.tenant.name;
  return (
    <SignInCard>
      <p>
        <Trans>{tenant} asks for a second factor. Set one up to go on.</Trans>
      </p>
      {isPasskey ? (
        <AddPasskey hasCodes={false} cancel={() => setIsPasskey(false)} done={() => void enter()} />
      ) : (
        <SetUpCodes hasCodes={false} done={() => void enter()} />
      )}
      {hasPasskeys() && !isPasskey && (
        <Button onPress={() => setIsPasskey(true)}>
          <Trans>Use a passkey instead</Trans>
        </Button>
      )}
      <Button look="quiet" onPress={() => void signOut()}>
        {t`Sign out`}
      </Button>
    </SignInCard>
  );
}

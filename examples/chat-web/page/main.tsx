import { createRoot } from 'react-dom/client';
import { createAccount } from './model/sign-in.ts';
import { App } from './parts/App.tsx';
import { applyTheme } from './parts/theme.ts';

applyTheme();
const account = await createAccount(() => location.reload());
createRoot(document.getElementById('app') as HTMLElement).render(<App account={account} first={await account.session.user()} />);

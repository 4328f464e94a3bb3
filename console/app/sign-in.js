import { el, icon } from './dom.js';

/** The first view: who are you? On a laptop with the demo on, the hub itself knows and the form is filled in. */
export function signInView(api, onSignedIn) {
  const field = (id, label, type, autocomplete) => {
    const input = el('input', { id, type, autocomplete, required: true, autocapitalize: 'none', spellcheck: 'false' });
    return { input, row: el('div', { class: 'field' }, el('label', { for: id }, label), input) };
  };
  const tenant = field('tenant', 'Workspace', 'text', 'organization');
  const email = field('email', 'Email', 'email', 'username');
  const password = field('password', 'Password', 'password', 'current-password');
  // Asked for when the hub says that this person has a second factor.
  const code = field('code', 'Code of your authenticator app, or a recovery code', 'text', 'one-time-code');
  code.input.required = false;
  code.row.hidden = true;
  const forgotten = async () => {
    if (![tenant, email].every(({ input }) => input.reportValidity())) return;
    error.textContent = '';
    try {
      await api.open('POST', '/v1/password-resets', { tenant: tenant.input.value.trim(), email: email.input.value.trim() });
      hint.textContent = 'If there is such an account, a mail with a link is on its way.';
    } catch (problem) {
      error.textContent = `${problem.message}`;
    }
  };
  const error = el('p', { class: 'form-error', role: 'alert' });
  const hint = el('p', { class: 'hint' });
  const button = el('button', { type: 'submit', class: 'primary' }, 'Sign in');

  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    error.textContent = '';
    try {
      await api.signIn(tenant.input.value.trim(), email.input.value.trim(), password.input.value, code.input.value.trim());
      onSignedIn();
    } catch (problem) {
      if (problem.code === 'second_factor_required') {
        error.textContent = code.row.hidden ? '' : 'That code is not right, or was used before.';
        code.row.hidden = false;
        code.input.value = '';
        code.input.focus();
        return;
      }
      error.textContent = problem.status === 401 ? 'That is not right. Check workspace, email and password.' : `${problem.message}`;
    } finally {
      button.disabled = false;
    }
  };

  void demo().then((known) => {
    if (known === null || email.input.value !== '') return;
    tenant.input.value = known.tenant;
    email.input.value = known.email;
    password.input.value = known.password;
    hint.textContent = 'This hub runs on your laptop with a demo shop in it, so the form is filled in for you.';
    button.focus();
  });

  const form = el(
    'form',
    { class: 'sign-in', on: { submit } },
    el('div', { class: 'brand large' }, icon('mark'), el('h1', {}, 'Parley')),
    el('p', { class: 'lead' }, 'Every conversation of your business, in one place.'),
    tenant.row,
    email.row,
    password.row,
    code.row,
    error,
    button,
    el('button', { type: 'button', class: 'quiet', on: { click: () => void forgotten() } }, 'Forgot your password?'),
    hint,
  );
  return el('main', { class: 'centered' }, form);
}

/** The demo's sign-in; only the laptop's gateway answers this. */
async function demo() {
  try {
    const answer = await fetch('/demo.json', { cache: 'no-store' });
    const known = answer.ok ? await answer.json() : null;
    return known && typeof known.tenant === 'string' && typeof known.email === 'string' ? known : null;
  } catch {
    return null;
  }
}

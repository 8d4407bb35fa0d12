import '@nl-design-system-candidate/button-css/button.css';
import '@nl-design-system-candidate/heading-css/heading.css';
import '@nl-design-system-candidate/link-css/link.css';
import '@nl-design-system-candidate/paragraph-css/paragraph.css';
import '@nl-design-system-candidate/skip-link-css/skip-link.css';
import './ui/tokens.css';
import './ui/base.css';
import { mount } from 'svelte';
import { desk } from './api/session.svelte';
import App from './app/App.svelte';
import { INSTRUMENTS } from './app/instruments';
import { text } from './ui/text.svelte';

// The parts of the first screen are fetched while the session is asked for, not after it.
const [first] = INSTRUMENTS.values();
if (location.pathname === '/') void first?.load();
const opened = desk.open();
await text.use(text.lang);
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target });
await opened;

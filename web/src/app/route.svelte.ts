/** The address as state. Links within the house do not load the page anew. */
class Route {
  path = $state(location.pathname);

  constructor() {
    addEventListener('popstate', () => (this.path = location.pathname));
    addEventListener('click', (event) => {
      const link = (event.target as Element | null)?.closest?.('a');
      const own = link && link.origin === location.origin && !link.target && !link.hasAttribute('download') && !link.pathname.startsWith('/v1/');
      if (!own || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.go(link.pathname + link.search);
    });
  }

  go(path: string): void {
    history.pushState(null, '', path);
    this.path = location.pathname;
  }
}

export const route = new Route();

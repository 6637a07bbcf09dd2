// Before the first paint, and under the key of the console: one choice for both.
try {
  document.documentElement.dataset.theme = localStorage.getItem('keyward.theme') ?? 'system';
} catch {
  document.documentElement.dataset.theme = 'system';
}

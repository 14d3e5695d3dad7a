// For the end of a list: asks for more before the reader gets there.
export function whenNear(more: () => unknown): (node: HTMLElement) => () => void {
  return (node) => {
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more(), {
      rootMargin: '800px',
    })
    watcher.observe(node)
    return () => watcher.disconnect()
  }
}

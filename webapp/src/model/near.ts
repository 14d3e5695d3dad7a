// For the end of a list: asks for more before the reader gets there.
export function whenNear(more: () => unknown, ahead = '800px'): (node: HTMLElement) => () => void {
  return (node) => {
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more(), {
      rootMargin: ahead,
    })
    watcher.observe(node)
    return () => watcher.disconnect()
  }
}

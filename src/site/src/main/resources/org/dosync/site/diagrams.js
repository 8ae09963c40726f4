// Draws the diagrams of a page, in the colours of the page; again when those change.
(() => {
  const diagrams = [...document.querySelectorAll("code.language-mermaid")].map((code) => {
    const picture = document.createElement("div");
    picture.className = "diagram";
    (code.closest("div.source") || code.parentElement).replaceWith(picture);
    return { picture, text: code.textContent };
  });
  let drawnDark;

  async function draw() {
    const dark = document.body.classList.contains("dark");
    if (dark === drawnDark) {
      return;
    }
    drawnDark = dark;
    mermaid.initialize({ startOnLoad: false, theme: dark ? "dark" : "neutral", securityLevel: "strict" });
    for (const [number, { picture, text }] of diagrams.entries()) {
      picture.innerHTML = (await mermaid.render("diagram-" + number, text)).svg;
    }
  }

  new MutationObserver(draw).observe(document.body, { attributeFilter: ["class"] });
  draw();
})();

// Money by source: the sum while typing, and whether it is the budget.

const digits = (text) => {
  const plain = text.replace(/[.\s]/g, "");
  return /^\d+$/.test(plain) ? Number(plain) : 0;
};

document.querySelectorAll("[data-sum]").forEach((group) => {
  const whole = document.getElementById(group.dataset.sum);
  const parts = [...group.querySelectorAll("input")];
  const line = group.querySelector("output").parentElement;
  const show = () => {
    const sum = parts.reduce((total, part) => total + digits(part.value), 0);
    const differs = whole.value.trim() !== "" && digits(whole.value) !== sum;
    line.querySelector("output").textContent = `Rp\u00a0${sum.toLocaleString("id-ID")}`;
    line.classList.toggle("share-line--differs", differs);
    line.hidden = false;
  };
  [whole, ...parts].forEach((input) => input.addEventListener("input", show));
  show();
});

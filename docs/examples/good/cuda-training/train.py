"""Train a small network to find the brightest quadrant of noisy images; checkpoints go to /checkpoints."""

import argparse
from pathlib import Path

import torch
from cutout import cutout
from torch import nn

SIDE, BATCH, STEPS = 64, 256, 100


def batch(generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Make images and the numbers of their brightest quadrants."""
    device = generator.device
    images = torch.rand(BATCH, SIDE, SIDE, generator=generator, device=device)
    target = torch.randint(0, 4, (BATCH,), generator=generator, device=device)
    half = SIDE // 2
    for quadrant in range(4):
        row, column = divmod(quadrant, 2)
        images[target == quadrant, row * half : (row + 1) * half, column * half : (column + 1) * half] += 0.2
    cutout(images, torch.randint(0, SIDE, (BATCH, 2), generator=generator, device=device), 16)
    return images.unsqueeze(1), target


def main() -> None:
    """Train for the epochs that are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=5)
    epochs = parser.parse_args().epochs
    if not torch.cuda.is_available():
        raise SystemExit("no GPU: start the container with --gpus all")
    generator = torch.Generator("cuda").manual_seed(0)
    model = nn.Sequential(
        *(nn.Conv2d(1, 16, 5, stride=2), nn.ReLU(), nn.Conv2d(16, 32, 5, stride=2), nn.ReLU()),
        *(nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(128, 4)),
    ).cuda()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for epoch in range(epochs):
        for _ in range(STEPS):
            images, target = batch(generator)
            with torch.autocast("cuda", dtype=torch.bfloat16):
                loss = nn.functional.cross_entropy(model(images), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch} loss {loss.item():.4f}")
        torch.save(model.state_dict(), Path("/checkpoints") / f"epoch-{epoch}.pt")


if __name__ == "__main__":
    main()

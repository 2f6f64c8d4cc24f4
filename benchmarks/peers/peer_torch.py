"""PyTorch: peer_torch.py eager|compiled|bf16 ROW FOLDER.

A step is zero_grad, forward, backward and the optimizer's step on a slice of the data, as a plain loop does it. A prediction is a
call of the module in inference mode. `compiled` is torch.compile of the module, `bf16` is autocast of forward and loss to bfloat16.
"""
import pathlib
import sys
import time

import numpy as np
import torch
from torch import nn

import rows
import torch_networks
import turns


class TorchPeer:
    def __init__(self, how, row, folder):
        self.row, self.how, self.folder = row, how, folder
        with np.load(folder / "data.npz") as data:
            self.x, self.y = (torch.from_numpy(data[name]) for name in ("x", "y"))
        self.x = torch_networks.input_of(row.network, self.x)
        if row.loss == rows.CLASSES:
            self.y = self.y[:, 0].long()
        self.net, self.optimizer = self.network(True)

    def network(self, dropout):
        with np.load(self.folder / "weights.npz") as weights:
            net = torch_networks.network(self.row.network, [weights[str(i)] for i in range(len(weights.files))], dropout)
        if self.row.kind == "predict":
            net.eval()
        # fused: one kernel for all parameters, PyTorch's fastest.
        if self.row.optimizer == "adam":
            optimizer = torch.optim.Adam([p for p in net.parameters() if p.requires_grad], lr=0.001, betas=(0.9, 0.999), eps=1e-7, fused=True)
        else:
            optimizer = torch.optim.SGD(net.parameters(), lr=1e-4, fused=True)
        # Not net.compile(), which PyTorch 2.13 leaves without effect for a Sequential.
        return torch.compile(net) if self.how == "compiled" else net, optimizer

    def forward(self, net, x, y):
        output = net(x)
        if self.row.loss == rows.BINARY:
            return nn.functional.binary_cross_entropy_with_logits(output, y)
        return nn.functional.cross_entropy(output, y)

    def step(self, net, optimizer, start):
        x, y = self.x[start:start + self.row.batch], self.y[start:start + self.row.batch]
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.how == "bf16"):
            loss = self.forward(net, x, y)
        loss.backward()
        optimizer.step()
        return loss

    def check(self):
        if self.row.kind == "predict":
            begin = time.perf_counter()
            return {"values": self.output().float().ravel().tolist(), "first_seconds": time.perf_counter() - begin}
        net, optimizer = self.network(False)
        begin = time.perf_counter()
        first = self.step(net, optimizer, 0).item()
        seconds = time.perf_counter() - begin
        return {"values": [first, self.step(net, optimizer, self.row.batch).item()], "first_seconds": seconds}

    def train(self, epochs):
        begin = time.perf_counter()
        for _ in range(epochs):
            for start in range(0, len(self.x), self.row.batch):
                loss = self.step(self.net, self.optimizer, start)
        return {"seconds": time.perf_counter() - begin, "steps": epochs * self.row.steps, "loss": loss.item()}

    def output(self):
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.how == "bf16"):
            return torch_networks.probabilities(self.row.network, self.net(self.x))

    def predict(self, calls, threads):
        return turns.timed_calls(self.output, calls, threads)


if __name__ == "__main__":
    turns.serve(lambda: TorchPeer(sys.argv[1], rows.find([sys.argv[2]])[0], pathlib.Path(sys.argv[3])))

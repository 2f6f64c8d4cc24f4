"""The networks in PyTorch, with weights in the order of Keras's get_weights. They give logits, as PyTorch's losses want them."""
import torch
from torch import nn


def input_of(network, x):
    """Pictures channels first, in channels-last memory, which PyTorch's CPU kernels like best."""
    if network in ("cnn", "resnet50"):
        return x.permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
    return x.long() if network == "transformer" else x


def probabilities(network, logits):
    return torch.sigmoid(logits) if logits.shape[-1] == 1 else torch.softmax(logits, -1)


def network(name, weights, dropout):
    numbers = iter(torch.from_numpy(weight) for weight in weights)
    net = {"mlp_small": mlp_small, "mlp": mlp, "cnn": cnn, "lstm": Lstm, "transformer": Transformer, "resnet50": ResNet50}[name](numbers, dropout)
    left = sum(1 for _ in numbers)
    if left:
        raise ValueError(f"{left} weights of {name} are left over")
    return net.to(memory_format=torch.channels_last) if name in ("cnn", "resnet50") else net


def dense(numbers):
    kernel, bias = next(numbers), next(numbers)
    layer = nn.Linear(*kernel.shape)
    layer.weight.data, layer.bias.data = kernel.T.contiguous(), bias
    return layer


def convolution(numbers, stride=1, padding=0):
    kernel, bias = next(numbers), next(numbers)
    layer = nn.Conv2d(kernel.shape[2], kernel.shape[3], tuple(kernel.shape[:2]), stride, padding)
    layer.weight.data, layer.bias.data = kernel.permute(3, 2, 0, 1).contiguous(), bias
    return layer


def batch_normalization(numbers):
    gamma, beta, mean, variance = (next(numbers) for _ in range(4))
    layer = nn.BatchNorm2d(len(gamma), eps=1.001e-5, momentum=0.01)
    layer.weight.data, layer.bias.data = gamma, beta
    layer.running_mean, layer.running_var = mean, variance
    return layer


def mlp_small(numbers, dropout):
    return nn.Sequential(dense(numbers), nn.ReLU(), dense(numbers), nn.ReLU(), dense(numbers))


def mlp(numbers, dropout):
    return nn.Sequential(dense(numbers), nn.ReLU(), nn.Dropout(0.2 * dropout), dense(numbers), nn.ReLU(), nn.Dropout(0.2 * dropout),
                         dense(numbers))


class ChannelsLast(nn.Module):
    """Keras flattens pictures with the channels last."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def cnn(numbers, dropout):
    return nn.Sequential(convolution(numbers), nn.ReLU(), nn.MaxPool2d(2), convolution(numbers), nn.ReLU(), nn.MaxPool2d(2), ChannelsLast(),
                         nn.Dropout(0.5 * dropout), dense(numbers))


class Lstm(nn.Module):
    """Keras has one bias where PyTorch has two: the second stays 0."""

    def __init__(self, numbers, dropout):
        super().__init__()
        kernel, recurrent, bias = next(numbers), next(numbers), next(numbers)
        self.lstm = nn.LSTM(kernel.shape[0], recurrent.shape[0], batch_first=True)
        self.lstm.weight_ih_l0.data, self.lstm.weight_hh_l0.data = kernel.T.contiguous(), recurrent.T.contiguous()
        self.lstm.bias_ih_l0.data, self.lstm.bias_hh_l0.data = bias, torch.zeros_like(bias)
        self.lstm.bias_hh_l0.requires_grad_(False)
        self.dense = dense(numbers)

    def forward(self, x):
        return self.dense(self.lstm(x)[0][:, -1])


class Transformer(nn.Module):
    """Keras's MultiHeadAttention keeps query, key, value and output with the heads apart; PyTorch packs the first three."""

    def __init__(self, numbers, dropout):
        super().__init__()
        embedding = next(numbers)
        self.embedding = nn.Embedding.from_pretrained(embedding, freeze=False)
        self.blocks = nn.Sequential(*(self.block(numbers, embedding.shape[1]) for _ in range(2)))
        self.dense = dense(numbers)

    @staticmethod
    def block(numbers, width):
        block = nn.TransformerEncoderLayer(width, 4, 512, 0.0, "gelu", layer_norm_eps=1e-3, batch_first=True)
        kernels, biases = [], []
        for _ in range(3):
            kernels.append(next(numbers).reshape(width, width).T)
            biases.append(next(numbers).reshape(width))
        block.self_attn.in_proj_weight.data, block.self_attn.in_proj_bias.data = torch.cat(kernels), torch.cat(biases)
        block.self_attn.out_proj.weight.data = next(numbers).reshape(width, width).T.contiguous()
        block.self_attn.out_proj.bias.data = next(numbers)
        block.norm1.weight.data, block.norm1.bias.data = next(numbers), next(numbers)
        block.linear1, block.linear2 = dense(numbers), dense(numbers)
        block.norm2.weight.data, block.norm2.bias.data = next(numbers), next(numbers)
        return block

    def forward(self, x):
        return self.dense(self.blocks(self.embedding(x)).mean(1))


class Bottleneck(nn.Module):
    """As Keras's ResNet50 has it: the stride is on the first convolution; Keras lists the two last convolutions before their normalizations."""

    def __init__(self, numbers, stride, with_shortcut):
        super().__init__()
        layers = [self.normalized(numbers, stride), self.normalized(numbers, 1, 1)]
        if with_shortcut:
            shortcut = convolution(numbers, stride)
            last = convolution(numbers)
            shortcut_norm, last_norm = batch_normalization(numbers), batch_normalization(numbers)
            self.shortcut = nn.Sequential(shortcut, shortcut_norm)
            layers.append(nn.Sequential(last, last_norm))
        else:
            self.shortcut = nn.Identity()
            layers.append(nn.Sequential(convolution(numbers), batch_normalization(numbers)))
        self.body = nn.Sequential(layers[0], nn.ReLU(), layers[1], nn.ReLU(), layers[2])

    @staticmethod
    def normalized(numbers, stride, padding=0):
        return nn.Sequential(convolution(numbers, stride, padding), batch_normalization(numbers))

    def forward(self, x):
        return torch.relu(self.shortcut(x) + self.body(x))


class ResNet50(nn.Module):
    def __init__(self, numbers, dropout):
        super().__init__()
        self.stem = nn.Sequential(Bottleneck.normalized(numbers, 2, 3), nn.ReLU(), nn.ZeroPad2d(1), nn.MaxPool2d(3, 2))
        blocks = []
        for stage, count in enumerate((3, 4, 6, 3)):
            for i in range(count):
                blocks.append(Bottleneck(numbers, 2 if stage and not i else 1, not i))
        self.blocks = nn.Sequential(*blocks)
        self.dense = dense(numbers)

    def forward(self, x):
        return self.dense(self.blocks(self.stem(x)).mean((2, 3)))

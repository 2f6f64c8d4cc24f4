"""Keras models of plain layers as ONNX, channels first as ONNX wants it; a peer for prediction reads them."""
import keras
import numpy as np
from keras import layers
from onnx import TensorProto, helper, numpy_helper


def write(model, path):
    """Writes a functional or sequential model of one input and one output.

    The input is as Keras takes it; a transpose to channels first is the first node where it is a picture.
    """
    if isinstance(model, keras.Sequential):
        model = model._functional
    graph = Graph()
    source = model.inputs[0]
    names = {id(source): "x"}
    if len(source.shape) == 4:
        names[id(source)] = graph.add("Transpose", ["x"], perm=[0, 3, 1, 2])
    for operation in model.operations:
        if isinstance(operation, layers.InputLayer):
            continue
        node = operation._inbound_nodes[-1] if len(operation._inbound_nodes) == 1 else node_within(operation, names)
        inputs = [names[id(tensor)] for tensor in node.input_tensors]
        names[id(node.outputs[0])] = graph.layer(operation, inputs, node)
    shape = [1, *source.shape[1:]]
    output = graph.add("Identity", [names[id(model.outputs[0])]], output="y")
    made = helper.make_graph(
        graph.nodes, "network", [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, [1, *model.outputs[0].shape[1:]])], graph.weights)
    path.write_bytes(helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9).SerializeToString())


def node_within(operation, names):
    """A sequential model's layers have been called by themselves and by the model: the call whose inputs are known counts."""
    return next(node for node in operation._inbound_nodes if all(id(tensor) in names for tensor in node.input_tensors))


class Graph:
    """Nodes and weights as they are added."""

    def __init__(self):
        self.nodes, self.weights = [], []

    def add(self, kind, inputs, output=None, **attributes):
        output = output or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def weight(self, value):
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(keras.ops.convert_to_numpy(value), dtype="float32"), name))
        return name

    def layer(self, layer, inputs, node):
        converters = {
            layers.Dense: self.dense, layers.Conv2D: self.convolution, layers.MaxPooling2D: self.pooling,
            layers.BatchNormalization: self.normalization, layers.ZeroPadding2D: self.padding, layers.Flatten: self.flatten,
            layers.Dropout: lambda layer, inputs, node: inputs[0],
            layers.Add: lambda layer, inputs, node: self.add("Add", inputs),
            layers.GlobalAveragePooling2D: lambda layer, inputs, node: self.add("Flatten", [self.add("GlobalAveragePool", inputs)]),
            layers.Activation: lambda layer, inputs, node: self.activation(layer, inputs[0]),
        }
        return converters[type(layer)](layer, inputs, node)

    def activation(self, layer, tensor):
        name = layer.activation.__name__
        if name == "linear":
            return tensor
        kinds = {"relu": "Relu", "sigmoid": "Sigmoid", "softmax": "Softmax"}
        return self.add(kinds[name], [tensor])

    def dense(self, layer, inputs, node):
        return self.activation(layer, self.add("Gemm", [inputs[0], self.weight(layer.kernel), self.weight(layer.bias)]))

    def convolution(self, layer, inputs, node):
        kernel = np.transpose(keras.ops.convert_to_numpy(layer.kernel), (3, 2, 0, 1))
        tensor = self.add("Conv", [inputs[0], self.weight(kernel), self.weight(layer.bias)], strides=list(layer.strides),
                          auto_pad="VALID" if layer.padding == "valid" else "SAME_UPPER")
        return self.activation(layer, tensor)

    def pooling(self, layer, inputs, node):
        return self.add("MaxPool", inputs, kernel_shape=list(layer.pool_size), strides=list(layer.strides))

    def normalization(self, layer, inputs, node):
        values = [layer.gamma, layer.beta, layer.moving_mean, layer.moving_variance]
        return self.add("BatchNormalization", [*inputs, *(self.weight(value) for value in values)], epsilon=float(layer.epsilon))

    def padding(self, layer, inputs, node):
        (top, bottom), (left, right) = layer.padding
        name = f"p{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.array([0, 0, top, left, 0, 0, bottom, right], dtype="int64"), name))
        return self.add("Pad", [inputs[0], name])

    def flatten(self, layer, inputs, node):
        if len(node.input_tensors[0].shape) == 4:
            return self.add("Flatten", [self.add("Transpose", inputs, perm=[0, 2, 3, 1])])
        return self.add("Flatten", inputs)

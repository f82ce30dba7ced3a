/** Copies elements that are chosen axis by axis (Slice, Resize, Expand, Pad): sources[axis][i] is an index in the input, or -1 for the fill value. */
template <typename feature_t>
class Pick
{
private:
    const std::vector<std::vector<int>> sources;
    const feature_t fill;
    Tensor<feature_t> output;

public:
    Pick(const std::vector<std::vector<int>> &sources, const int fill) : sources(sources), fill((feature_t)fill)
    {
    }

    void build(Tensor<feature_t> &input)
    {
        std::vector<int> shape;
        for (size_t axis = 0; axis < this->sources.size(); axis++)
        {
            shape.push_back((int)this->sources[axis].size());
        }
        this->output.set_exponent(input.exponent);
        this->output.set_shape(shape);
    }

    Tensor<feature_t> &get_output()
    {
        return this->output;
    }

    Tensor<feature_t> &call(Tensor<feature_t> &input)
    {
        this->output.malloc_element();
        this->output.set_exponent(input.exponent);
        feature_t *to = this->output.get_element_ptr();
        this->copy(input.get_element_ptr(), input.shape, 0, to);
        return this->output;
    }

private:
    void copy(const feature_t *from, const std::vector<int> &shape, const size_t axis, feature_t *&to)
    {
        int stride = 1;
        for (size_t i = axis + 1; i < shape.size(); i++)
        {
            stride *= shape[i];
        }
        const bool last = axis + 1 == shape.size();
        for (size_t i = 0; i < this->sources[axis].size(); i++)
        {
            const int source = from ? this->sources[axis][i] : -1;
            if (last)
            {
                *to++ = source < 0 ? this->fill : from[source];
            }
            else
            {
                this->copy(source < 0 ? NULL : from + source * stride, shape, axis + 1, to);
            }
        }
    }
};

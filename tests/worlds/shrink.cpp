#include "tests/worlds/world.h"

namespace keyward::worlds {
namespace {

// Collector hands each smaller copy of the world to the list.
class Collector {
 public:
  explicit Collector(const WorldSpec& world) : world_(world) {}

  template <typename Edit>
  void Try(Edit edit) {
    WorldSpec copy = world_;
    edit(copy);
    out_.push_back(std::move(copy));
  }

  // Elements tries the world without each element of the list that `list` finds in a copy.
  template <typename List>
  void Elements(List list, size_t size, size_t keep = 0) {
    for (size_t i = 0; i < size && size > keep; ++i) {
      Try([&](WorldSpec& w) {
        auto& values = list(w);
        values.erase(values.begin() + static_cast<std::ptrdiff_t>(i));
      });
    }
  }

  template <typename Find>
  void Document(Find find) {
    WorldSpec probe = world_;
    const DocumentSpec document = find(probe);
    const auto& statements = document.statements;
    Elements(
        [&](WorldSpec & w) -> auto& { return find(w).statements; }, statements.size(), 1);
    for (size_t i = 0; i < statements.size(); ++i) {
      const auto at = [&, i](WorldSpec& w) -> StatementSpec& { return find(w).statements[i]; };
      Elements(
          [&](WorldSpec & w) -> auto& { return at(w).conditions; },
          statements[i].conditions.size());
      Elements(
          [&](WorldSpec & w) -> auto& { return at(w).actions; }, statements[i].actions.size(), 1);
      Elements(
          [&](WorldSpec & w) -> auto& { return at(w).resources; }, statements[i].resources.size(),
          1);
      for (size_t c = 0; c < statements[i].conditions.size(); ++c) {
        Elements(
            [&](WorldSpec & w) -> auto& { return at(w).conditions[c].values; },
            statements[i].conditions[c].values.size(), 1);
      }
    }
  }

  std::vector<WorldSpec> Take() { return std::move(out_); }

 private:
  const WorldSpec& world_;
  std::vector<WorldSpec> out_;
};

}  // namespace

std::vector<WorldSpec> Smaller(const WorldSpec& world) {
  Collector collect(world);
  if (world.scp) collect.Try([](WorldSpec& w) { w.scp.reset(); });
  if (world.rcp) collect.Try([](WorldSpec& w) { w.rcp.reset(); });
  if (world.vpc_endpoint) collect.Try([](WorldSpec& w) { w.vpc_endpoint.reset(); });
  if (world.boundary) collect.Try([](WorldSpec& w) { w.boundary.reset(); });
  if (world.session) collect.Try([](WorldSpec& w) { w.session.reset(); });
  if (world.resource_policy) collect.Try([](WorldSpec& w) { w.resource_policy.reset(); });
  collect.Elements(
      [](WorldSpec & w) -> auto& { return w.identity; }, world.identity.size());
  collect.Elements(
      [](WorldSpec & w) -> auto& { return w.grants; }, world.grants.size());
  collect.Elements(
      [](WorldSpec & w) -> auto& { return w.context; }, world.context.size());
  collect.Elements(
      [](WorldSpec & w) -> auto& { return w.encryption_context; }, world.encryption_context.size());
  if (world.fail_closed) collect.Try([](WorldSpec& w) { w.fail_closed = false; });
  for (size_t i = 0; i < world.identity.size(); ++i) {
    collect.Document([i](WorldSpec& w) -> DocumentSpec& { return w.identity[i]; });
  }
  if (world.boundary) collect.Document([](WorldSpec& w) -> DocumentSpec& { return *w.boundary; });
  if (world.resource_policy) {
    collect.Document([](WorldSpec& w) -> DocumentSpec& { return *w.resource_policy; });
  }
  if (world.vpc_endpoint) {
    collect.Document([](WorldSpec& w) -> DocumentSpec& { return *w.vpc_endpoint; });
  }
  for (size_t i = 0; world.session && i < world.session->size(); ++i) {
    collect.Document([i](WorldSpec& w) -> DocumentSpec& { return (*w.session)[i]; });
  }
  for (auto member : {&WorldSpec::scp, &WorldSpec::rcp}) {
    for (size_t i = 0; world.*member && i < (world.*member)->size(); ++i) {
      for (size_t j = 0; j < (*(world.*member))[i].size(); ++j) {
        collect.Document([=](WorldSpec& w) -> DocumentSpec& { return (*(w.*member))[i][j]; });
      }
    }
  }
  return collect.Take();
}

}  // namespace keyward::worlds

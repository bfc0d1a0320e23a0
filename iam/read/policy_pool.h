// PolicyPool: compiles the policy documents of all files, equal ones once.
//
// Flow      document in a file --PolicyPool::Compile--> CompiledPolicy, or Errors where it stands
// Promise   documents of equal text, kind and name share a Program. What Check refuses even as
//           stored (R1.12) is a fault at each place where it stands.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "compiler/emit.h"
#include "iam/organization.h"
#include "iam/read/reading.h"

namespace keyward::iam {

class PolicyPool {
 public:
  // Compile reads the document at `id`: a JSON object, a string of JSON, or a URL-encoded string.
  // Explanations call it `name`. Nothing when it is refused.
  std::optional<CompiledPolicy> Compile(Reading& in, grammar::NodeId id, compiler::PolicyType type,
                                        const std::string& name);

 private:
  struct Entry {
    SourcePtr source;  // holds the key's text
    compiler::Compiled compiled;
  };
  using Key = std::tuple<compiler::PolicyType, std::string, std::string_view>;

  const Entry& Find(const SourcePtr& source, compiler::PolicyType type, const std::string& name);

  std::map<Key, Entry> entries_;
};

// DocumentSource is the text of the policy document at `id`, mapped to its place in the file; null
// behind a fault.
SourcePtr DocumentSource(Reading& in, grammar::NodeId id);

}  // namespace keyward::iam

// Trial: would these changes turn the answer to allowed? Asked of Authorize itself.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "evaluator/remedies/candidate.h"

namespace keyward::evaluator {

// Rewrite: a statement that becomes another text; an empty text takes it away.
struct Rewrite {
  uint32_t statement = 0;
  std::string text;
};

class Trial {
 public:
  Trial(const AppliedPolicies& policies, const Request& request, const AuthorizeOptions& options,
        const SourceOf& source_of);

  // Allows makes the changes of all candidates together and evaluates.
  bool Allows(const std::vector<const Candidate*>& candidates);

  // count is the number of evaluations so far.
  size_t count() const { return count_; }

 private:
  using ProgramPtr = std::shared_ptr<const compiler::Program>;
  using Rewrites = std::map<const compiler::Program*, std::vector<Rewrite>>;

  AppliedPolicies CopyPolicies() const;
  static void Apply(const Candidate& candidate, AppliedPolicies& policies, Request& request,
                    Rewrites& rewrites);
  // Recompile puts the rewritten programs in place; false where one cannot be made.
  bool Recompile(const Rewrites& rewrites, AppliedPolicies& policies,
                 std::vector<ProgramPtr>& kept) const;

  const AppliedPolicies& policies_;
  const Request& request_;
  const SourceOf& source_of_;
  AuthorizeOptions options_;
  std::vector<Grant> grants_;  // those that could concern the caller
  Workspace workspace_;
  Decision decision_;
  size_t count_ = 0;
};

// SetContextValues gives `key` other values in `request`; pairs of the encryption context and the
// list of their keys follow.
void SetContextValues(Request& request, const std::string& key,
                      const std::vector<std::string>& values);

// Rewritten is the program with some statements rewritten; null when that cannot be done.
std::shared_ptr<const compiler::Program> Rewritten(const compiler::Program& program,
                                                   const SourcePtr& source,
                                                   std::vector<Rewrite> rewrites);

}  // namespace keyward::evaluator

// Author: writes Allow statements for one request, for exactly its caller, action and resource.
//
// Promise   no statement holds a wildcard; each was compiled.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/policy_type.h"
#include "evaluator/remedies/candidate.h"

namespace keyward::evaluator {

// JsonQuoted is safe for ARNs, account ids and action names, which need no escapes but these.
std::string JsonQuoted(std::string_view text);

// HasWildcard: the text would name more than one thing.
bool HasWildcard(std::string_view text);

class Author {
 public:
  explicit Author(const Situation& situation) : s_(situation) {}

  // Writable: there is a statement without a wildcard for the request.
  bool Writable() const;

  // Caller is the principal element's value for the caller, or empty.
  std::string Caller() const;

  // CallerArn is the role's for a session, so that the statement outlives it.
  const std::string& CallerArn() const;

  // Account is the principal element's value for the caller's account.
  std::string Account() const;

  // Statement is an Allow; `principal` is empty where the kind has none.
  std::string Statement(compiler::PolicyType type, const std::string& principal) const;

  // Append adds a change that adds `statement` to the candidate; false where it does not compile.
  bool Append(Step step, int level, compiler::PolicyType type, const std::string& statement,
              Candidate& candidate) const;

  // Add appends a candidate of that one change.
  void Add(Rank rank, Step step, compiler::PolicyType type, const std::string& principal,
           std::string text, std::vector<Candidate>& candidates) const;

 private:
  std::string PolicyOf(Step step, int level) const;

  const Situation& s_;
};

}  // namespace keyward::evaluator

#!/bin/sh
# An archive as a Slurm array of 64 parts, and when all have ended, their tables joined:
#
#   job=$(sbatch --parsable --array=1-64 --export=ALL,FOOTAGE=/footage,OUT=/footage/synced slurm.sh)
#   sbatch --dependency=afterany:"$job" --wrap 'syncline archive-merge /footage/synced'
#
# Given again, it goes on: what is finished is not done again. SYNCLINE is the launcher where it is not on the PATH.
#SBATCH --job-name=syncline
#SBATCH --cpus-per-task=4
#SBATCH --mem=3G
#SBATCH --requeue
set -eu
: "${FOOTAGE:?the folder of the clips}" "${OUT:?the folder of the table and the results}"
part=$((SLURM_ARRAY_TASK_ID - SLURM_ARRAY_TASK_MIN + 1))
exec srun --ntasks=1 "${SYNCLINE:-syncline}" archive "$FOOTAGE" --out "$OUT" --quiet \
    --jobs $(((${SLURM_CPUS_PER_TASK:-4} + 1) / 2)) --shard "$part/$SLURM_ARRAY_TASK_COUNT"
